using Raindrop.Documents;

namespace Raindrop.Gateway.Following;

/// <summary>Holds in memory what a database says, and hears of its changes.</summary>
internal interface IChangeListener
{
    /// <summary>What logs and metrics call the database; never its name.</summary>
    string Subject { get; }

    /// <summary>Takes a change; several times where the store repeats itself.</summary>
    void Apply(in DocumentChange change);
}
