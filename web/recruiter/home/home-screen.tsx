import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';
import { Screen } from '../frame/screen.tsx';

export function HomeScreen() {
  const { t } = useTranslation('frame');
  return (
    <Screen>
      <PageHeader title={t('nav.home')} />
    </Screen>
  );
}
