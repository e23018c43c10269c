/** The machine-readable list of components: CycloneDX 1.6. The same input gives the same list. */
import type { Component } from './components.ts';
import { PRODUCT_NAME, type ProductManifest } from './product.ts';
import { type Target, targetName } from './target.ts';

export function sbom(product: ProductManifest, target: Target, components: readonly Component[]): object {
  const own = `pkg:generic/${product.name}@${product.version}?platform=${targetName(target)}`;
  const parts = components.map(part);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': own,
        name: PRODUCT_NAME,
        version: product.version,
        description: product.description,
        licenses: [{ license: { id: product.license } }],
        purl: own,
      },
    },
    components: parts,
    dependencies: [{ ref: own, dependsOn: parts.map((component) => component['bom-ref']) }],
  };
}

function part({ name, version, licence, sha512, sources }: Component) {
  const purl = `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
  const type = sources.length > 0 ? 'application' : name === 'electron' ? 'framework' : 'library';
  return {
    type,
    'bom-ref': purl,
    name,
    version,
    licenses: [{ license: { id: licence } }],
    purl,
    ...(sha512 && { hashes: [{ alg: 'SHA-512', content: sha512 }] }),
  };
}
