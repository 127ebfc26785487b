namespace Raindrop.Grants;

/// <summary>The databases of grants. Each is also the service key of its server, see <see cref="Microsoft.Extensions.DependencyInjection.GrantsBuilderExtensions.UseServer"/>.</summary>
public enum GrantDatabase
{
    /// <summary>What was presented and waits. The gateway writes it.</summary>
    Queue,

    /// <summary>What was done: targets, journals, and which grants are used up. The executor alone has it.</summary>
    Ledger,
}
