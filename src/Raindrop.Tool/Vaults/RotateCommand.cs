using System.CommandLine;
using Raindrop.Keys;
using Raindrop.Tenancy;
using Raindrop.Tool.Commands;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Vaults;

/// <summary>Gives tenants new keys.</summary>
internal static class RotateCommand
{
    private static readonly string[] Columns = ["tenant", "key", "new", "sealed again", "left", "unreadable", "complete"];

    public static ToolCommand Create(VaultActions actions)
    {
        var tenants = TenantArgument.Many(ArgumentArity.ZeroOrMore);
        var all = new Option<bool>("--all") { Description = "All tenants that are active." };
        var atOnce = new Option<int>("--at-once") { Description = "How many tenants at once; each takes a minute at least.", HelpName = "number", DefaultValueFactory = _ => 16 };
        var command = new ToolCommand(
            "rotate",
            "Give tenants new keys, seal their credentials again and drop the old keys. It takes a minute at least, until no host uses the old key. Stopped, it is finished by the next call.",
            $"raindrop vault rotate {TenantArgument.Example}",
            "raindrop vault rotate --all --at-once 64") { tenants, all, atOnce };
        command.SetAction(actions.Make(
            async (session, report, result, cancellationToken) =>
            {
                var asked = result.GetValue(tenants) ?? [];
                if (asked.Length > 0 == result.GetValue(all)) throw new UsageException("Name tenants, or say --all.");
                var found = asked.Length > 0
                    ? asked.Distinct().ToAsyncEnumerable()
                    : session.Keys.ListAsync(cancellationToken).Where(status => status.State == TenantKeyState.Active).Select(status => status.Tenant);
                var rotations = new Rotations(session.Keys, Math.Max(1, result.GetValue(atOnce)));
                IReadOnlyList<TenantKeyRotation> done;
                using (var progress = new ProgressLine<RotationProgress>(actions.Console, Say))
                    done = await rotations.RunAsync(found, progress, cancellationToken);
                await report.PrintAsync(done.ToAsyncEnumerable(), ToolJson.Default.TenantKeyRotation, Columns, Row);
                foreach (var (tenant, why) in rotations.Failures) actions.Console.Complain($"{tenant}: {why}");
                if (done.Any(one => !one.IsNewKey)) report.Say("Where no new key was made, a rotation that was begun before was finished: rotate again for a new key.");
                if (done.Any(one => one.Left > 0)) report.Say("Records are left under an old key, which is kept for them: rotate again later.");
                return rotations.Failures.Count == 0 && done.All(one => one is { IsComplete: true, Unreadable: 0 }) ? ExitCode.Done : ExitCode.Failed;
            },
            needsProvider: true));
        return command;
    }

    private static string Say(RotationProgress progress) =>
        $"{Report.Count(progress.Begun, "tenant")} begun, {Report.Number(progress.Ended)} done, {Report.Count(progress.Resealed, "credential")} sealed again";

    private static string[] Row(TenantKeyRotation one) =>
        [one.Tenant.Value, one.KeyId, one.IsNewKey ? "yes" : "no", Report.Number(one.Resealed), Report.Number(one.Left), Report.Number(one.Unreadable), one.IsComplete ? "yes" : "no"];
}
