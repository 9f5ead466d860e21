// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.remote.Stored;
import java.util.Optional;

/// What a run saves of a tag before it removes it.
///
/// @param manifest what it pointed at; nothing where the API knows images by their ids alone
/// @param because why it goes
public record Saved(Item.Tag tag, Digest target, Optional<Stored> manifest, String because) {}
