using System.Collections;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Raindrop.Canary.Tests.Capture;

/// <summary>Notes every exception that is thrown in this process, also those that somebody catches.</summary>
internal sealed class ExceptionCapture : IDisposable
{
    private readonly Captured _captured;

    public ExceptionCapture(Captured captured)
    {
        _captured = captured;
        AppDomain.CurrentDomain.FirstChanceException += OnThrown;
    }

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= OnThrown;

    /// <summary>Notes an exception with all inner ones, its data, and what its properties say.</summary>
    public static void Note(Captured captured, string where, Exception exception)
    {
        captured.Add(where, exception.ToString());
        foreach (DictionaryEntry entry in exception.Data) captured.Add(where, $"{entry.Key}", entry.Value);
        foreach (var property in exception.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length == 0 && property.Name is not (nameof(Exception.TargetSite) or nameof(Exception.Data))) captured.Add(where, property.Name, Read(property, exception));
        }

        var inner = exception is AggregateException many ? many.InnerExceptions.AsEnumerable() : exception.InnerException is { } one ? [one] : [];
        foreach (var each in inner) Note(captured, where, each);
    }

    // What is thrown while an exception is read is read in its turn.
    [ThreadStatic]
    private static bool s_isReading;

    private void OnThrown(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        if (s_isReading) return;
        s_isReading = true;
        try
        {
            Note(_captured, $"exception {thrown.Exception.GetType().Name}", thrown.Exception);
        }
        finally
        {
            s_isReading = false;
        }
    }

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
}
