using System.CommandLine;

namespace Raindrop.Benchmarks.Vault;

/// <summary><c>vault</c>: sealing and opening credentials beside the bare primitives.</summary>
internal static class VaultCommand
{
    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "How often each side is measured.", DefaultValueFactory = _ => 200 };
        var command = new Command("vault", "Measures the credential vault beside bare HKDF-SHA512 and AES-256-GCM of the same bytes, store, provider and audit trail left out.") { rounds };
        command.SetAction((parsed, cancellationToken) => VaultSpeed.RunAsync(parsed.GetValue(rounds), Console.Out, cancellationToken));
        return command;
    }
}
