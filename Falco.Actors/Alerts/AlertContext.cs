using Akka.Actor;
using Falco.Actors.Alerts.Store;

namespace Falco.Actors.Alerts;

/// <summary>What all alert actors of a node with a store share.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Store">The store.</param>
/// <param name="Health">Whether it works.</param>
/// <param name="Outputs">The node's outputs.</param>
/// <param name="OutputNames">Their names: an alert that all of them have is done.</param>
/// <param name="Settings">How alerts are handled.</param>
internal sealed record AlertContext(
    string Node, IAlertStore Store, StoreHealth Health, IActorRef Outputs, IReadOnlyList<string> OutputNames, AlertSettings Settings);
