using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Keys;
using Raindrop.Keys.Backups;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Backups;

/// <summary>Backups that were cut off, changed or put together anew: nothing is written of them.</summary>
public sealed class DamagedKeyBackupTests : IDisposable
{
    private readonly KeyWorld _world = new();

    private TenantId Tenant => _world.Tenant;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_backup_that_is_cut_off_anywhere_is_refused_before_anything_is_written()
    {
        var host = _world.NewHost();
        for (var i = 0; i < 1200; i++) await host.Store.CreateAsync(TenantId.New());
        using var backup = await BackUpAsync();
        var bytes = backup.ToArray();
        bytes.Length.Should().BeGreaterThan(5 * KeyBackupFormat.FrameSize, "it has several frames, and more than a page of tenants");
        _world.Data.RestoreFrom(new MemoryStore());

        foreach (var length in FrameEnds(bytes).SelectMany(end => new[] { end - 1, end, end + 1, end + 5 }).Where(length => length < bytes.Length).Concat([0, 1, KeyBackupFormat.HeaderLength - 1]))
        {
            using var cut = new MemoryStream(bytes[..length]);
            await RefusedAsync(host, cut, $"{length} of {bytes.Length} bytes are there");
        }

        using var longer = new MemoryStream([.. bytes, 0]);
        await RefusedAsync(host, longer, "a byte follows it");
        _world.Data.Winners.Should().BeEmpty();
    }

    [Fact]
    public async Task Frames_that_are_swapped_repeated_left_out_or_of_another_backup_are_refused()
    {
        var host = _world.NewHost();
        for (var i = 0; i < 300; i++) await host.Store.CreateAsync(TenantId.New());
        var first = (await BackUpAsync()).ToArray();
        var second = (await BackUpAsync()).ToArray();
        int[] ends = [.. FrameEnds(first)];
        var header = first[..KeyBackupFormat.HeaderLength];
        List<byte[]> frames = [.. ends.Zip(ends.Skip(1), (from, to) => first[from..to])];
        frames.Count.Should().BeGreaterThan(2);

        foreach (var changed in new IEnumerable<byte[]>[]
        {
            [header, frames[1], frames[0], .. frames.Skip(2)],
            [header, frames[0], frames[0], .. frames.Skip(1)],
            [header, .. frames.Skip(1)],
            [header, .. frames.Take(frames.Count - 1)],
            [header, frames[^1]],
            [header, second[ends[0]..ends[1]], .. frames.Skip(1)],
        })
        {
            using var backup = new MemoryStream([.. changed.SelectMany(part => part)]);
            await RefusedAsync(host, backup, "its parts are not as they were written");
        }
    }

    [Fact]
    public async Task Every_bit_of_a_backup_counts()
    {
        var host = _world.NewHost();
        await host.Store.CreateAsync(Tenant);
        var bytes = (await BackUpAsync()).ToArray();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = bytes.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            using var backup = new MemoryStream(changed);
            var restore = async () => await host.Store.RestoreAsync(backup);
            await restore.Should().ThrowAsync<KeyBackupException>();
        }
    }

    private async Task<MemoryStream> BackUpAsync()
    {
        var backup = new MemoryStream();
        await _world.NewHost().Store.BackUpAsync(backup);
        return backup;
    }

    private static async Task RefusedAsync(KeyHost host, Stream backup, string because)
    {
        var restore = async () => await host.Store.RestoreAsync(backup);
        (await restore.Should().ThrowAsync<KeyBackupException>(because)).Which.Failure.Should().Be(KeyBackupFailure.Damaged);
    }

    private static IEnumerable<int> FrameEnds(byte[] backup)
    {
        var at = KeyBackupFormat.HeaderLength;
        yield return at;
        while (at < backup.Length)
        {
            at += sizeof(int) + System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(backup.AsSpan(at));
            yield return at;
        }
    }
}
