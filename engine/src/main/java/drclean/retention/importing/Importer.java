// SPDX-License-Identifier: Apache-2.0
package drclean.retention.importing;

import drclean.registry.Refused;
import java.util.Locale;

/// Whose settings we read.
public enum Importer {
  ECR,
  ZOT,
  HARBOR,
  GITLAB,
  QUAY,
  ACR_PURGE,
  ARTIFACT_REGISTRY,
  GCR_CLEANER,
  RESTIC;

  /// The word that people type for it.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Reads settings; what is none is refused.
  public Imported read(String text) {
    try {
      return switch (this) {
        case ECR -> Ecr.read(text);
        case ZOT -> Zot.read(text);
        case HARBOR -> Harbor.read(text);
        case GITLAB -> GitLab.read(text);
        case QUAY -> Quay.read(text);
        case ACR_PURGE -> AcrPurge.read(text);
        case ARTIFACT_REGISTRY -> ArtifactRegistry.read(text);
        case GCR_CLEANER -> GcrCleaner.read(text);
        case RESTIC -> Restic.read(text);
      };
    } catch (IllegalArgumentException e) {
      throw new Refused("these are no settings of %s: %s".formatted(word(), e.getMessage()));
    }
  }
}
