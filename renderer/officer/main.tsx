import { createRoot } from 'react-dom/client';
import { FirstPage } from '../parts/first-page.tsx';

createRoot(document.getElementById('page') as HTMLElement).render(<FirstPage />);
