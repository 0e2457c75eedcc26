import { Usb } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';

/** Places that a sheet holds. */
const PLACES = 4;

/** A stick or folder that can be written to or read from now. */
export interface Place {
  readonly name: string;
  readonly path: string;
}

/** @returns the path of the place that was chosen, or the only one there is; null: none yet. And how another is chosen. */
export function usePlace(places: readonly Place[] | null): readonly [string | null, (path: string) => void] {
  const [path, setPath] = useState<string | null>(null);
  return [path ?? (places?.length === 1 ? (places[0]?.path ?? null) : null), setPath];
}

export function PlaceChoice({
  places,
  chosen,
  onChoose,
}: {
  readonly places: readonly Place[];
  readonly chosen: string | null;
  readonly onChoose: (path: string) => void;
}) {
  return (
    <ul className="choices places">
      {places.slice(0, PLACES).map(({ name, path }) => (
        <li key={path}>
          <Button icon={Usb} label={name} detail={path} chosen={path === chosen} onPress={() => onChoose(path)} />
        </li>
      ))}
    </ul>
  );
}
