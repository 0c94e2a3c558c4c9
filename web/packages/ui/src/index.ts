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
export { FaultSummary, faultAt, type Trouble, troubleOf } from './faults.tsx'
export {
  CheckBox,
  CheckGroup,
  type Choice,
  fieldId,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from './field.tsx'
export { Cards, LoadTrouble, PageTitle } from './page.tsx'
export { useIdempotencyKey, useSubmit } from './submit.ts'
