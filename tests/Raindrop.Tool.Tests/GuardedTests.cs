using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tool.Commands;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Tests;

/// <summary>A script tells by the exit code whether it helps to try again.</summary>
public sealed class GuardedTests
{
    [Fact]
    public async Task What_passes_by_itself_ends_with_3_and_what_somebody_must_mend_with_1()
    {
        (await EndAsync(new StoreUnavailableException("away"))).Should().Be(ExitCode.Unavailable);
        (await EndAsync(new KeyProviderException(KeyProviderFailure.Unavailable, "away"))).Should().Be(ExitCode.Unavailable);
        (await EndAsync(new KeyProviderException(KeyProviderFailure.Throttled, "too much"))).Should().Be(ExitCode.Unavailable);
        (await EndAsync(new KeyBackupException(KeyBackupFailure.Unavailable, "in use"))).Should().Be(ExitCode.Unavailable);

        (await EndAsync(new StoreForbiddenException("refused"))).Should().Be(ExitCode.Failed);
        (await EndAsync(new KeyProviderException(KeyProviderFailure.NotConfigured, "no key"))).Should().Be(ExitCode.Failed);
        (await EndAsync(new KeyBackupException(KeyBackupFailure.KeyDestroyed, "gone"))).Should().Be(ExitCode.Failed);
        (await EndAsync(new KeyRefusedException())).Should().Be(ExitCode.Failed);
    }

    private static async Task<int> EndAsync(Exception exception)
    {
        using var error = new StringWriter();
        var code = await Guarded.RunAsync(new ToolConsole(TextWriter.Null, error, TextReader.Null, false, TimeProvider.System), () => throw exception);
        error.ToString().Should().Contain(exception.Message);
        return code;
    }
}
