using System.Collections;
using System.Runtime.CompilerServices;

namespace Raindrop.Testing.Conformance.KeyProviders;

/// <summary>The cases of one file: each is a method, whose name is the case's.</summary>
internal sealed class KeyProviderCaseList : IEnumerable<KeyProviderCase>
{
    private readonly List<KeyProviderCase> _cases = [];

    public void Add(Func<KeyProviderContext, Task> run, [CallerArgumentExpression(nameof(run))] string method = "") => _cases.Add(new KeyProviderCase(method, run));

    public IEnumerator<KeyProviderCase> GetEnumerator() => _cases.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
