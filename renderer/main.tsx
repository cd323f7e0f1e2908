import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { ConsoleProvider } from './store/context.js';
import { createConsoleStore } from './store/console-store.js';
import { keepingAnswers } from './store/kept-answers.js';
import './styles/index.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const client = keepingAnswers(window.backline);
const store = createConsoleStore(client);
store.getState().start();

createRoot(root).render(
  <StrictMode>
    <ConsoleProvider store={store} client={client}>
      <App />
    </ConsoleProvider>
  </StrictMode>,
);
