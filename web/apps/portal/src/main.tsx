import './style.css'
import { start } from '@madoguchi/frame'
import { router } from './routes.tsx'

start(router)
