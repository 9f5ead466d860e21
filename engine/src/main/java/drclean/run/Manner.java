// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import java.time.Instant;

/// How a plan is run.
///
/// @param verb the word that names the run: `scrub`, `untag`
/// @param horizon what was written after it is put straight back, and folders changed after it stay
/// @param following who follows it
public record Manner(String verb, Instant horizon, Following following) {}
