using System.CommandLine;

namespace Raindrop.Benchmarks.CouchDb;

/// <summary><c>couchdb-adapter</c>: the adapter beside a bare HTTP client.</summary>
internal static class AdapterCommand
{
    public static Command Create()
    {
        var command = new Command("couchdb-adapter", "Measures the CouchDB adapter beside an HTTP client that sends and receives the same bytes.");
        command.SetAction(_ => AdapterSpeed.RunAsync());
        return command;
    }
}
