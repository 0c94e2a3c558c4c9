import { face } from '../../vite.shared.ts'

export default face('desk')
