/** The page's beginning: styles, and the application in its place as soon as there is something to show. */
import './early.ts';
import '@fontsource-variable/inter/wght.css';
import './design/tokens.css';
import './design/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { firstScreen } from './first-screen.ts';
import { followAddress } from './state/use-reopening.ts';
import { showUnloaded } from './unloaded.ts';

followAddress();

const root = document.getElementById('root');
if (root)
  firstScreen().then(
    () => createRoot(root).render(<App />),
    () => showUnloaded(root),
  );
