using Raindrop.Keys;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Vaults;

/// <summary>Counts tenants by state, and keys by what they are wrapped under.</summary>
internal sealed class KeyTally
{
    private readonly Dictionary<TenantKeyState, int> _states = [];
    private readonly SortedDictionary<string, int> _keys = new(StringComparer.Ordinal);

    public TenantKeyStatus Count(TenantKeyStatus status)
    {
        _states[status.State] = _states.GetValueOrDefault(status.State) + 1;
        foreach (var key in status.Keys) _keys[key.KeyEncryptionKeyId] = _keys.GetValueOrDefault(key.KeyEncryptionKeyId) + 1;
        return status;
    }

    public override string ToString()
    {
        var states = $"{Report.Count(_states.Values.Sum(), "tenant")}: {Of(TenantKeyState.Active)} active, {Of(TenantKeyState.Suspended)} suspended, {Of(TenantKeyState.Shredded)} shredded{Unreadable}.";
        return _keys.Count == 0 ? states : $"{states} Key encryption keys in use: {string.Join(", ", _keys.Select(key => $"{key.Key} ({Report.Count(key.Value, "key")})"))}.";
    }

    private string Unreadable => _states.ContainsKey(TenantKeyState.Unreadable) ? $", {Of(TenantKeyState.Unreadable)} unreadable (restore them)" : "";

    private string Of(TenantKeyState state) => Report.Number(_states.GetValueOrDefault(state));
}
