using System.CommandLine;
using Raindrop.Credentials;
using Raindrop.Tenancy;
using Raindrop.Tool.Commands;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Vaults;

/// <summary>Reads and verifies the audit trail.</summary>
internal static class AuditCommands
{
    private static readonly string[] EntryColumns = ["number", "at", "actor", "action", "outcome", "name", "purpose", "request"];
    private static readonly string[] VerificationColumns = ["tenant", "entries", "intact", "flaws", "head"];

    public static ToolCommand Create(VaultActions actions)
    {
        var command = new ToolCommand("audit", "Read and verify the audit trail: who asked for which credential, when, and what came of it.", "raindrop vault audit verify --all", $"raindrop vault audit show {TenantArgument.Example}");
        command.Subcommands.Add(Show(actions));
        command.Subcommands.Add(Verify(actions));
        return command;
    }

    private static ToolCommand Show(VaultActions actions)
    {
        var tenant = TenantArgument.One();
        var after = new Option<long>("--after") { Description = "Only entries after this number.", HelpName = "number" };
        after.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long>() < 0) result.AddError("--after takes the number of an entry, 0 or more.");
        });
        var command = new ToolCommand("show", "Show the entries of a tenant.", $"raindrop vault audit show {TenantArgument.Example} --after 1200") { tenant, after };
        command.SetAction(actions.Make(async (session, report, result, cancellationToken) =>
        {
            await report.PrintAsync(session.Audit.ReadAsync(result.GetRequiredValue(tenant), result.GetValue(after), cancellationToken), ToolJson.Default.AuditEntry, EntryColumns, Row);
            return ExitCode.Done;
        }));
        return command;
    }

    private static ToolCommand Verify(VaultActions actions)
    {
        var tenants = TenantArgument.Many(ArgumentArity.ZeroOrMore);
        var all = new Option<bool>("--all") { Description = "All tenants that have a trail." };
        var heads = new Option<string>("--heads") { Description = "A file with what 'verify --json' printed earlier. Each trail is compared with it: only so it is seen when a trail was cut off at its end or written anew.", HelpName = "path" };
        var command = new ToolCommand(
            "verify",
            "Check that no entry was changed or taken out.",
            "raindrop vault audit verify --all --json > heads.jsonl    # keep it elsewhere",
            "raindrop vault audit verify --all --heads heads.jsonl") { tenants, all, heads };
        command.SetAction(actions.Make(async (session, report, result, cancellationToken) =>
        {
            var asked = result.GetValue(tenants) ?? [];
            if (asked.Length > 0 == result.GetValue(all)) throw new UsageException("Name tenants, or say --all.");
            var known = KnownHeads.Read(result.GetValue(heads));
            var verifications = new List<AuditVerification>();
            var found = (asked.Length > 0 ? asked.ToAsyncEnumerable() : known.And(session.Audit.ListTenantsAsync(cancellationToken)))
                .Select(async (TenantId tenant, CancellationToken stop) => await session.Audit.VerifyAsync(tenant, known.Find(tenant), stop));
            await report.PrintAsync(found.Select(one => Keep(verifications, one)), ToolJson.Default.AuditVerification, VerificationColumns, Row);
            var flawed = verifications.Count(one => !one.IsIntact);
            report.Say(flawed == 0 ? $"{Report.Count(verifications.Count, "trail")} verified: nothing is missing or changed." : $"{Report.Count(flawed, "trail")} of {Report.Number(verifications.Count)} not intact.");
            return flawed == 0 ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }

    private static AuditVerification Keep(List<AuditVerification> verifications, AuditVerification one)
    {
        verifications.Add(one);
        return one;
    }

    private static string[] Row(AuditEntry entry) =>
        [Report.Number(entry.Number), Report.Date(entry.At), entry.Note.Actor, entry.Note.Action.ToString(), entry.Note.Outcome.ToString(), entry.Note.Name, entry.Note.Purpose ?? "", entry.Note.Request is { } request ? Report.Number(request) : ""];

    private static string[] Row(AuditVerification one) =>
        [one.Tenant.Value, Report.Number(one.Entries), one.IsIntact ? "yes" : "NO", string.Join(", ", one.Flaws.Take(10).Select(flaw => $"{flaw.Number} {flaw.Kind}")), one.Head.ToString()];
}
