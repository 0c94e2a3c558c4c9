export { applicationMood, applicationStateKey, certificateMood, contractMood, names } from './names.ts'
