/** As BR 4.9.1.1 groups them; what holds is the deadline that the server answers. */
export const causes = {
  day: ['key_compromise', 'weak_key', 'validation_unreliable'],
  days: [
    'key_parameters',
    'misuse',
    'agreement_breach',
    'name_no_longer_permitted',
    'misleading_wildcard',
    'information_changed',
    'not_as_required',
    'information_inaccurate',
    'right_to_issue_ends',
    'required_by_cps',
    'key_method_flawed',
  ],
} as const
