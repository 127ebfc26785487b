using System.Collections;
using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Raindrop.Canary.Tests.Capture;

/// <summary>What a debugger shows of an object, opened to the last level: its display, and its members or those of its proxy. Byte arrays are shown as the debugger does, byte by byte, and as hex.</summary>
internal static partial class DebuggerView
{
    private const int DeepestLevel = 8;
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>All lines that are shown.</summary>
    public static IReadOnlyList<string> Of(object shown)
    {
        List<string> lines = [];
        Show(shown, lines, [], 0);
        return lines;
    }

    private static void Show(object? shown, List<string> lines, HashSet<object> seen, int level)
    {
        if (shown is null || level > DeepestLevel) return;
        lines.Add(shown.ToString() ?? "");
        var type = shown.GetType();
        if (shown is ReadOnlyMemory<byte> memory) shown = memory.ToArray();
        if (shown is byte[] bytes) lines.Add(Convert.ToHexString(bytes));
        if (shown is string || type.IsPrimitive || type.IsEnum || shown is Delegate or Type or MemberInfo or byte[] || !(type.IsValueType || seen.Add(shown))) return;
        if (type.GetCustomAttribute<DebuggerDisplayAttribute>(inherit: true) is { } display) lines.AddRange(Evaluate(display, shown));
        if (shown is IEnumerable many && type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true)
        {
            foreach (var one in many) Show(one, lines, seen, level + 1);
            return;
        }

        foreach (var value in Members(Proxy(shown, type) ?? shown)) Show(value, lines, seen, level + 1);
    }

    private static object? Proxy(object shown, Type type) => type.GetCustomAttribute<DebuggerTypeProxyAttribute>(inherit: true) is { } attribute && Type.GetType(attribute.ProxyTypeName) is { } proxy
        ? Activator.CreateInstance(proxy, Own, null, [shown], null)
        : null;

    private static IEnumerable<object?> Members(object shown)
    {
        for (var type = shown.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(Own).Where(IsShown)) yield return field.GetValue(shown);
            foreach (var property in type.GetProperties(Own).Where(property => IsShown(property) && property.GetMethod is not null && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike))
                yield return Read(property, shown);
        }
    }

    private static bool IsShown(MemberInfo member) => member.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State != DebuggerBrowsableState.Never;

    private static IEnumerable<string> Evaluate(DebuggerDisplayAttribute display, object shown) => Expression().Matches(display.Value ?? "")
        .Select(match => shown.GetType().GetProperty(match.Groups[1].Value, Own | BindingFlags.FlattenHierarchy) is { } property ? Read(property, shown)?.ToString() ?? "" : "").Append(display.Value ?? "");

    private static object? Read(PropertyInfo property, object from)
    {
        try
        {
            return property.GetValue(from);
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Expression();
}
