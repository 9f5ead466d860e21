// SPDX-License-Identifier: Apache-2.0

/// Registries reached by their HTTP API, the first (docker-registry) and the second (the OCI
/// distribution specification): who asks, what is asked, what the registry does.
///
/// An [Address] says where. A [Client] carries a [Call] there and brings back a [Reply], within
/// bounds, and repeats only what is safe to repeat. A [Session] says who calls: it answers
/// challenges with what [Credentials] know, and lets no secret out. [V2Api] and [V1Api] ask, which
/// is answered by an [Answer], and change, which ends in a [Change]; where a reply leaves doubt
/// about a change, they look again before they speak.
@NullMarked
package drclean.remote;

import org.jspecify.annotations.NullMarked;
