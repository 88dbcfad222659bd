// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.util.Optional;

import mesh.name.NodeName;
import mesh.net.TransportAddress;
import mesh.pair.PairAction;

/** What a pair does to the world. Called by the loop's thread. */
interface PairEffects {

    /** Where peers find this host; empty before there is such a relay. */
    Optional<NodeName> home();

    /** Whether this host's file has such a relay; the peer's file may be another one for a while. */
    boolean knows(NodeName relay);

    /** Sends a sealed message to the peer, which is at {@code home}; to all relays where that is not known. */
    void tell(AgentPeer peer, Optional<NodeName> home, byte[] sealed);

    /** Sends a sealed message through one relay. */
    void answer(NodeName relay, AgentPeer peer, byte[] sealed);

    /** The peer is found at {@code relay} from now on. */
    void isAt(AgentPeer peer, NodeName relay);

    /** Sends a sealed message from WireGuard's port. */
    void probe(TransportAddress destination, byte[] sealed, boolean whole);

    /** Lets WireGuard send the peer's packets through the shim. */
    void useRelay(AgentPeer peer, TransportAddress shim);

    /** Lets WireGuard send the peer's packets there, and has late ones come as if from there. */
    void useDirect(AgentPeer peer, TransportAddress endpoint);

    /** The peer's agent is there: WireGuard shall begin a session, and keep the way open from now on. */
    void keepOpen(AgentPeer peer);

    /** Sends through the relay once more what WireGuard wants to begin a session with. */
    void repeatHandshake(AgentPeer peer);

    void beat(AgentPeer peer, long number);

    void findCandidates();

    /** Has connections to relays tried at once. */
    void doubtRelays();

    /** Reads WireGuard's counters soon, and tells. @param inPassing not if nothing has passed that would change them */
    void count(AgentPeer peer, boolean inPassing);

    void changed(AgentPeer peer, PairAction.Changed change);
}
