import { createRoot } from 'react-dom/client';
import { App } from '../../../../renderer/app/App.js';
import { ConsoleProvider } from '../../../../renderer/store/context.js';
import { createConsoleStore } from '../../../../renderer/store/console-store.js';
import '../../../../renderer/styles/index.css';
import { clientOf, SCENES } from './scenes.js';

// The scene stands in the query, so that the hash stays the console's own address.
const name = new URLSearchParams(window.location.search).get('scene') ?? 'setup-empty';
const scene = SCENES[name];
if (window.location.hash === '' && scene) window.location.hash = scene.hash;
const client = clientOf(name);
const store = createConsoleStore(client);
store.getState().start();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <ConsoleProvider store={store} client={client}>
      <App />
    </ConsoleProvider>,
  );
}
