import { Link, type LinkProps } from '@tanstack/react-router'

interface Choice {
  name: string
  chosen: boolean
  to: NonNullable<LinkProps['to']>
  params?: LinkProps['params']
  search: NonNullable<LinkProps['search']>
}

/** A row of choices that filter a list: addresses, so that Back and a bookmark work. */
export function Chips({ label, choices }: { label: string; choices: Choice[] }) {
  return (
    <nav aria-label={label} className="chips">
      <span className="chips-label" aria-hidden="true">
        {label}
      </span>
      <ul>
        {choices.map(({ name, chosen, to, params, search }) => (
          <li key={name}>
            <Link
              className="chip"
              to={to}
              {...(params ? { params } : {})}
              search={search}
              data-chosen={chosen}
              activeOptions={{ exact: true }}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
