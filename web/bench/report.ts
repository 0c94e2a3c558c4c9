/** The lines of bench/run (bench/README.md). */
export const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

interface Told {
  what: string
  values: number[]
  /** "ms", "ratio", … */
  unit: string
  against: string
  /** At most so much; absent where nothing was promised. */
  bar?: number
  note?: string
}

/** The median of `values`, once for a person and once for bench/run. */
export function report({ what, values, unit, against, bar, note = '' }: Told): void {
  const value = median(values)
  process.stdout.write(
    `${what}: ${value.toFixed(unit === 'ratio' ? 2 : 0)} ${unit}${bar === undefined ? '' : ` (bar ${bar})`}\n`,
  )
  const figure = { what, value, unit, against, held: value, held_unit: unit, at_least: false, note }
  process.stdout.write(`figure ${JSON.stringify(bar === undefined ? figure : { ...figure, bar })}\n`)
}
