/** The page's beginning: styles, theme, and the application in its place. */
import '@fontsource-variable/inter/wght.css';
import './design/tokens.css';
import './design/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { applyRememberedTheme } from './design/theme.ts';
import { followAddress } from './state/use-reopening.ts';

applyRememberedTheme();
followAddress();

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
