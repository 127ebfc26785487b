using System.Runtime.Versioning;
using System.Text;
using Raindrop.Core.Tests.Frozen;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Credentials;
using Raindrop.Files;
using Raindrop.Keys;
using Raindrop.Keys.Backups;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Backups;

/// <summary>The file of backup keys: its form, who may read it, and who may have it at once.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class BackupKeyFileTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-backup-keys-").FullName;
    private readonly TestClock _time = new();

    private string FilePath => Path.Combine(_folder, "backup.keys");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_file_is_written_as_it_always_was_and_can_be_read()
    {
        var frozen = FrozenExample.Read("backup.keys");

        Encoding.UTF8.GetString(BackupKeysJson.Write(Example()).Span).Should().Be(frozen.TrimEnd('\n'));
        var read = BackupKeysJson.Parse(Encoding.UTF8.GetBytes(frozen));
        read.Shredded.Should().Equal(Example().Shredded);
        read.Keys.Should().ContainSingle().Which.Should().Match<BackupKey>(key => key.DestroyAt == At + Lifetime && key.Entry.IsSameKey(Example().Keys[0].Entry) && key.Entry.Wrapped.KeyEncryptionKeyId == "kek-aaaaaaaaaaaaaaaa");
    }

    [Fact]
    public async Task A_backup_that_was_written_can_be_read()
    {
        var backup = new MemoryStream(Convert.FromBase64String(FrozenExample.Read("keys.backup.base64").Trim()));
        var header = new byte[KeyBackupFormat.HeaderLength];
        backup.ReadExactly(header);
        var (keyId, backupId) = KeyBackupFormat.ParseHeader(header);
        using var key = Secret.Copy(Enumerable.Range(0, 32).Select(n => (byte)n).ToArray());

        var documents = await new KeyBackupReader(backup, keyId, backupId, key).ReadAsync(CancellationToken.None).ToListAsync();

        keyId.Should().Be("bbbbbbbbbbbbbbbb");
        documents.Select(document => $"{document.Id}\n{Encoding.UTF8.GetString(TenantKeyJson.Write(document).Span)}\n")
            .Should().Equal(FrozenExample.Read("tenant-keys.txt"), FrozenExample.Read("tenant-keys-shredded.txt"));
    }

    [Fact]
    public async Task It_is_its_owner_s_alone_and_one_that_others_can_read_is_refused()
    {
        using (var keys = await OpenAsync()) keys.Save(Example());
        File.GetUnixFileMode(FilePath).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        await RefusedAsync(KeyBackupFailure.NotConfigured, "chmod 600");
    }

    [Theory]
    [InlineData("", "damaged")]
    [InlineData("{\"format\":1,\"keys\":[{}],\"shredded\":[]}", "damaged")]
    [InlineData("{\"format\":1,\"keys\":[],\"shredded\":[{\"tenant\":\"x\"}]}", "tenant id")]
    [InlineData("{\"format\":2}", "update this host")]
    public async Task A_damaged_or_newer_file_is_not_written_over(string content, string says)
    {
        using (var keys = await OpenAsync()) keys.Save(new BackupKeys());
        await File.WriteAllTextAsync(FilePath, content);

        await RefusedAsync(KeyBackupFailure.NotConfigured, says);
        (await File.ReadAllTextAsync(FilePath)).Should().Be(content);
    }

    [Fact]
    public async Task What_is_there_and_cannot_be_read_is_not_taken_for_no_file_yet()
    {
        Directory.CreateDirectory(FilePath);

        await RefusedAsync(KeyBackupFailure.NotConfigured, "is a folder");
    }

    [Fact]
    public async Task Whoever_opens_it_writes_nothing_while_nothing_is_destroyed_whatever_lifetimes_hosts_have()
    {
        using (var keys = await OpenAsync()) keys.Save(Example());
        foreach (var lifetime in new[] { Lifetime - TimeSpan.FromMilliseconds(10.3), TimeSpan.FromDays(20.123456) })
            (await new BackupKeyFile(FilePath, lifetime, _time).OpenAsync(TestContext.Current.CancellationToken)).Dispose();
        var written = File.GetLastWriteTimeUtc(FilePath);
        File.SetLastWriteTimeUtc(FilePath, written - TimeSpan.FromHours(1));

        foreach (var lifetime in new[] { Lifetime, TimeSpan.FromDays(20.123456), TimeSpan.FromDays(60) })
            (await new BackupKeyFile(FilePath, lifetime, _time).OpenAsync(TestContext.Current.CancellationToken)).Dispose();

        File.GetLastWriteTimeUtc(FilePath).Should().Be(written - TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_does_not_know_the_lifetime_of_the_hosts_destroys_no_key_before_its_time(bool knows)
    {
        var made = new BackupKey(Example().Keys[0].Entry with { CreatedAt = _time.GetUtcNow() }, _time.GetUtcNow() + TimeSpan.FromDays(90));
        using (var keys = await OpenAsync(TimeSpan.FromDays(90), true)) keys.Save(new BackupKeys { Keys = [made] });
        _time.Advance(TimeSpan.FromDays(60));

        using (var keys = await OpenAsync(Lifetime, knows)) keys.Destroyed.Should().Be(knows ? 1 : 0);
        _time.Advance(TimeSpan.FromDays(30));
        using (var keys = await OpenAsync(Lifetime, knows)) keys.Content.Keys.Should().BeEmpty("its time is over now, whoever looks");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told()
    {
        var open = async () => await new BackupKeyFile(Path.Combine(_folder, "no", "backup.keys"), Lifetime, _time).OpenAsync(CancellationToken.None);

        (await open.Should().ThrowAsync<KeyBackupException>()).Which.Failure.Should().Be(KeyBackupFailure.NotConfigured);
    }

    [Fact]
    public async Task One_has_it_at_a_time_and_the_others_wait_but_not_for_ever()
    {
        var held = await OpenAsync();
        var waiting = OpenAsync();
        await Task.Delay(30);
        waiting.IsCompleted.Should().BeFalse();
        held.Dispose();
        var second = await waiting;

        var third = async () => await new BackupKeyFile(FilePath, Lifetime, _time, TimeSpan.FromMilliseconds(100)).OpenAsync(CancellationToken.None);
        (await third.Should().ThrowAsync<KeyBackupException>()).Which.Failure.Should().Be(KeyBackupFailure.Unavailable);
        second.Dispose();
        (await OpenAsync()).Dispose();
    }

    [Fact]
    public async Task A_file_that_is_replaced_is_overwritten_so_that_a_destroyed_key_is_not_left_on_the_disk()
    {
        using (var keys = await OpenAsync()) keys.Save(Example());
        // A second name keeps what the file system would free.
        File.CreateSymbolicLink(FilePath + ".link", FilePath);
        UnixCalls.TryLink(FilePath, FilePath + ".old").Should().BeTrue();
        _time.Advance(Lifetime);

        using (var keys = await OpenAsync()) keys.Destroyed.Should().Be(1);

        (await File.ReadAllBytesAsync(FilePath + ".old")).Should().NotBeEmpty().And.OnlyContain(value => value == 0);
        (await File.ReadAllTextAsync(FilePath)).Should().NotContain("wrapped");
    }

    [Fact]
    public void What_is_left_at_a_time_is_what_has_not_expired()
    {
        var keys = Example();

        keys.At(At, Lifetime).Should().BeSameAs(keys);
        keys.At(At + Lifetime - TimeSpan.FromSeconds(1), Lifetime).Should().BeSameAs(keys);
        keys.At(At + Lifetime, Lifetime).Should().BeEquivalentTo(new BackupKeys());
        keys.At(At + TimeSpan.FromDays(7), TimeSpan.FromDays(7)).Keys.Should().BeEmpty("a shorter lifetime counts");
        var late = keys with { Shredded = [keys.Shredded[0] with { LastBackupDiesAt = At }] };
        late.At(At + TimeSpan.FromDays(20), Lifetime).Shredded.Should().ContainSingle("a backup key of that time lives, whatever a wrong clock has noted");
    }

    private async Task<OpenBackupKeys> OpenAsync(TimeSpan lifetime, bool shortens) =>
        await BackupKeyFile.Of(new TenantKeyOptions { BackupKeyFile = FilePath, BackupLifetime = lifetime, ShortensBackupKeys = shortens }, _time)!.OpenAsync(TestContext.Current.CancellationToken);

    private Task<OpenBackupKeys> OpenAsync() => new BackupKeyFile(FilePath, Lifetime, _time).OpenAsync(CancellationToken.None).AsTask();

    private async Task RefusedAsync(KeyBackupFailure failure, string says) =>
        (await FluentActions.Awaiting(OpenAsync).Should().ThrowAsync<KeyBackupException>()).Where(e => e.Failure == failure && e.Message.Contains(says) && e.Message.Contains("BackupKeyFile"));

    private static BackupKeys Example() => new()
    {
        Keys = [new BackupKey(new KeyEntry("bbbbbbbbbbbbbbbb", At, new WrappedKey("kek-aaaaaaaaaaaaaaaa", new byte[] { 1, 1, 1, 1 }), new byte[] { 17, 17, 17, 17 }), At + Lifetime)],
        Shredded = [new ShredReceipt { Tenant = TenantId.Parse("abcdefghijklmnopqrstuvwxyz"), ShreddedAt = At.AddDays(1), LastBackupDiesAt = At + Lifetime }],
    };
}
