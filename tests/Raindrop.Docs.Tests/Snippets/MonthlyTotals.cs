using System.Text.Json.Serialization;
using Raindrop.Extensions;

namespace Raindrop.Docs.Tests.Snippets;

public sealed record Expense(decimal Amount);

public sealed record MonthTotal(int Count, decimal Amount);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Expense))]
[JsonSerializable(typeof(MonthTotal))]
internal sealed partial class ExpensesJson : JsonSerializerContext;

// The keys of expenses are 2026-01/0017: the group is the month.
public sealed class MonthlyTotals() : GroupExtension<Expense>(
    new ExtensionDefinition { Id = "monthly-totals", Version = 1, Inputs = ["expense"], Outputs = ["expense.month"], Grouping = InputGrouping.FirstKeySegment },
    ExpensesJson.Default.Expense)
{
    protected override async ValueTask DeriveAsync(IDerivationContext context, string group, IAsyncEnumerable<GroupMember<Expense>> members, CancellationToken cancellationToken)
    {
        var (count, amount) = (0, 0m);
        await foreach (var member in members.WithCancellation(cancellationToken)) (count, amount) = (count + 1, amount + member.Body.Amount);
        context.Emit("expense.month", group, new MonthTotal(count, amount), ExpensesJson.Default.MonthTotal);
    }
}
