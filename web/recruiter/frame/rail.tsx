import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { initials } from '../../ui/person-avatar.tsx';
import { useSession } from '../session.ts';
import { navigation } from './navigation.ts';
import classes from './rail.module.css';
import { UserMenu } from './user-menu.tsx';

/** The way between screens: at the side, on a phone along the bottom. */
export function Rail() {
  const { t } = useTranslation('frame');
  const { company } = useSession();
  return (
    <nav className={classes.rail} aria-label={t('navigation')}>
      <Link to="/" className={classes.company} aria-label={`${company.name}, ${t('nav.home')}`} title={company.name}>
        {initials(company.name)}
      </Link>
      <ul className={classes.entries}>
        {navigation.map(({ to, name, icon: Icon }) => (
          <li key={to}>
            <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }} className={classes.entry}>
              <Icon size={20} stroke={1.7} aria-hidden />
              {t(`nav.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
      <UserMenu />
    </nav>
  );
}
