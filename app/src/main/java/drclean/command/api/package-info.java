// SPDX-License-Identifier: Apache-2.0

/// What a person can ask of a registry that is reached by its HTTP API.
///
/// An [Api] is what an untag asks of such a registry, the first or the second. A [Survey] asks for
/// its tags and hands over what a survey of a disk would, so that policies judge both alike. A
/// [Removal] is what leaves; before it changes anything, it saves in a [SavedRun], on this machine,
/// all that undoing needs, and a [GivingBack] puts that again.
@NullMarked
package drclean.command.api;

import org.jspecify.annotations.NullMarked;
