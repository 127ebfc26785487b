using System.Collections;
using System.Runtime.CompilerServices;
using Raindrop.Documents;

namespace Raindrop.Testing.Conformance;

/// <summary>The cases of one file: each is a method, whose name is the case's.</summary>
internal sealed class CaseList(ConformanceArea area) : IEnumerable<ConformanceCase>
{
    private readonly List<ConformanceCase> _cases = [];

    public void Add(Func<ConformanceContext, Task> run, [CallerArgumentExpression(nameof(run))] string method = "") => Add(StoreCapabilities.None, run, method);

    public void Add(StoreCapabilities requires, Func<ConformanceContext, Task> run, [CallerArgumentExpression(nameof(run))] string method = "") =>
        _cases.Add(new ConformanceCase(area, method, requires, run));

    public IEnumerator<ConformanceCase> GetEnumerator() => _cases.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
