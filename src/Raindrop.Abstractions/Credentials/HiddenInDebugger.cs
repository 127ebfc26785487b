namespace Raindrop.Credentials;

/// <summary>What a debugger shows instead of a secret's fields: nothing.</summary>
internal sealed class HiddenInDebugger
{
    public HiddenInDebugger(object hidden) => _ = hidden;
}
