namespace Falco.Engine.Rules;

/// <summary>How urgent an alert is, most urgent first, with Falco's names and order.</summary>
public enum Priority
{
#pragma warning disable CS1591
    Emergency, Alert, Critical, Error, Warning, Notice, Informational, Debug,
#pragma warning restore CS1591
}
