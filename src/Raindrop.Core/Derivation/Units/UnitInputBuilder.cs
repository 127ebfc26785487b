namespace Raindrop.Derivation.Units;

/// <summary>Gathers the documents of one unit, bounded in memory.</summary>
internal sealed class UnitInputBuilder : IDisposable
{
    /// <summary>Members that a group may have to be read together with other groups; larger ones are streamed.</summary>
    public const int MaxHeld = 1000;

    private readonly InputDigest _digest = new();
    private List<string>? _ids = [];

    public void Add(string id, string revision)
    {
        _digest.Add(id, revision);
        if (_ids is { Count: MaxHeld }) _ids = null;
        _ids?.Add(id);
    }

    public UnitInput Finish() => new(_digest.Finish(), _ids);

    public void Dispose() => _digest.Dispose();
}
