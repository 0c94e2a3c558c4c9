export { Badge, type Mood, Notice, Skeleton, TableBox } from './blocks.tsx'
export { Button } from './button.tsx'
export { Copyable } from './copyable.tsx'
export { Dialog } from './dialog.tsx'
export { type Fact, Facts } from './facts.tsx'
export { FaultSummary, faultAt } from './faults.tsx'
export {
  CheckBox,
  CheckGroup,
  type Choice,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from './field.tsx'
export { fieldId } from './field_id.ts'
export { Cards, LoadTrouble, PageTitle } from './page.tsx'
export { type Moment, StepHeader, Timeline } from './steps.tsx'
export { useIdempotencyKey, useSubmit } from './submit.ts'
export { type Trouble, troubleOf } from './trouble.ts'
