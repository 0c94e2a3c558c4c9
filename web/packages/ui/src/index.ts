export {
  Badge,
  Copyable,
  Dialog,
  type Fact,
  Facts,
  type Moment,
  type Mood,
  Notice,
  Skeleton,
  StepHeader,
  TableBox,
  Timeline,
} from './blocks.tsx'
export { Button } from './button.tsx'
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
export { useIdempotencyKey, useSubmit } from './submit.ts'
export { type Trouble, troubleOf } from './trouble.ts'
