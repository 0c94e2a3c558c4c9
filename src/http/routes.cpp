#include "http/routes.h"

#include "http/account_routes.h"
#include "http/application_routes.h"
#include "http/calendar_routes.h"
#include "http/certificate_routes.h"
#include "http/check_routes.h"
#include "http/contact_routes.h"
#include "http/contract_routes.h"
#include "http/draft_routes.h"
#include "http/enquiry_routes.h"
#include "http/evidence_routes.h"
#include "http/example_routes.h"
#include "http/grant_routes.h"
#include "http/guidance_routes.h"
#include "http/hold_routes.h"
#include "http/incident_routes.h"
#include "http/number_routes.h"
#include "http/opening_routes.h"
#include "http/password_routes.h"
#include "http/recovery_routes.h"
#include "http/reissue_routes.h"
#include "http/review_routes.h"
#include "http/revocation_routes.h"
#include "http/search_routes.h"
#include "http/session_routes.h"
#include "http/task_routes.h"

namespace madoguchi::http {

void add_portal_routes(Router& router, Counter& counter) {
  add_portal_session_routes(router, counter);
  add_portal_password_routes(router, counter);
  add_portal_account_routes(router, counter);
  add_portal_certificate_routes(router, counter);
  add_portal_contract_routes(router, counter);
  add_guidance_routes(router, counter);
  add_portal_application_routes(router, counter);
  add_portal_reissue_routes(router, counter);
  add_portal_revocation_routes(router, counter);
  add_portal_contact_routes(router, counter);
  add_portal_draft_routes(router, counter);
  add_portal_enquiry_routes(router, counter);
  if (counter.example) add_example_routes(router, counter);
}

void add_desk_routes(Router& router, Counter& counter) {
  add_desk_session_routes(router, counter);
  add_desk_account_routes(router, counter);
  add_desk_certificate_routes(router, counter);
  add_desk_recovery_routes(router, counter);
  add_desk_contract_routes(router, counter);
  add_desk_application_routes(router, counter);
  add_desk_opening_routes(router, counter);
  add_desk_reissue_routes(router, counter);
  add_desk_review_routes(router, counter);
  add_desk_check_routes(router, counter);
  add_desk_revocation_routes(router, counter);
  add_desk_contact_routes(router, counter);
  add_desk_enquiry_routes(router, counter);
  if (counter.example) add_example_routes(router, counter);
  add_desk_search_routes(router, counter);
  add_desk_calendar_routes(router, counter);
  add_desk_task_routes(router, counter);
  add_desk_grant_routes(router, counter);
  add_desk_hold_routes(router, counter);
  add_desk_incident_routes(router, counter);
  add_desk_number_routes(router, counter);
  add_desk_evidence_routes(router, counter);
}

}  // namespace madoguchi::http
