using Akka.Actor;

namespace Falco.Actors.Alerts.Outputs;

/// <summary>An alert on its way to the outputs. What changes in it belongs to the outputs' supervisor.</summary>
internal sealed class OutputItem(RaisedAlert raised, OutputItem.Origin from)
{
    public RaisedAlert Raised { get; } = raised;

    public Origin From { get; } = from;

    /// <summary>How many outputs have not answered yet.</summary>
    public int Missing { get; set; }

    /// <summary>Whom the alert came from, and how that wants to hear of it.</summary>
    internal sealed class Origin(IActorRef sender)
    {
        public IActorRef Sender { get; } = sender;

        /// <summary>Set where there is to be one answer for all alerts and outputs.</summary>
        public object? Token { get; init; }

        /// <summary>Names of outputs that have it already.</summary>
        public IReadOnlyList<string> Except { get; init; } = [];

        /// <summary>How many of its alerts are not with all outputs.</summary>
        public int Missing { get; set; }
    }
}

/// <summary>Alerts for one output.</summary>
internal sealed record Put(IReadOnlyList<OutputItem> Items);

/// <summary>What an output says of alerts that it was given.</summary>
internal sealed record PutResult(string Output, IReadOnlyList<OutputItem> Items, bool IsTaken);
