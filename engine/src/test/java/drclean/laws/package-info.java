// SPDX-License-Identifier: Apache-2.0

/// The laws of this house as properties of random registries: what a plan may hold, what a run may
/// do, and what must be true after a crash at any change and a push at any moment.
package drclean.laws;
