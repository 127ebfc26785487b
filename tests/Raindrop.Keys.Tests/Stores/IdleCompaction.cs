using System.Reflection;
using Raindrop.Documents;

namespace Raindrop.Keys.Tests.Stores;

/// <summary>A database whose compaction does nothing, and says that it is done.</summary>
public class IdleCompaction : DispatchProxy
{
    private IDocumentDatabase? _inner;

    public static IDocumentDatabase Of(IDocumentDatabase inner)
    {
        var database = Create<IDocumentDatabase, IdleCompaction>();
        ((IdleCompaction)database)._inner = inner;
        return database;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IDocumentCompaction.CompactAsync) ? default(ValueTask) : targetMethod.Invoke(_inner, args);
}
