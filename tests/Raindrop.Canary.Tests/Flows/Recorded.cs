using System.Reflection;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>Passes every call of a contract on, and notes that it was made: a method that no step calls is one whose secrets nobody has looked for.</summary>
public class Recorded : DispatchProxy
{
    private object _target = null!;
    private ISet<string> _called = null!;

    /// <summary>What there is to call of a contract.</summary>
    internal static IEnumerable<string> MethodsOf<T>() => typeof(T).GetMethods().Where(method => !method.IsStatic).Select(NameOf);

    internal static T Of<T>(T target, ISet<string> called)
        where T : class
    {
        var proxy = Create<T, Recorded>();
        var recorded = (Recorded)(object)proxy;
        (recorded._target, recorded._called) = (target, called);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _called.Add(NameOf(targetMethod!));
        return targetMethod!.Invoke(_target, BindingFlags.DoNotWrapExceptions, null, args, null);
    }

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";
}
