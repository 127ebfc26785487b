using System.Runtime.Versioning;
using Raindrop.Files;
using Raindrop.Keys;
using Raindrop.Keys.KeyRing;

namespace Raindrop.Core.Tests.Keys.KeyRing;

[UnsupportedOSPlatform("windows")]
public sealed class KeyRingFileTests : IDisposable
{
    private readonly TestKeyRing _ring = new();

    public void Dispose() => _ring.Dispose();

    [Fact]
    public void A_new_ring_has_one_current_key_and_its_owner_alone_may_read_it()
    {
        var key = _ring.File.Create();

        key.Should().BeEquivalentTo(new { State = KeyRingKeyState.Current, RetiredAt = (DateTimeOffset?)null });
        key.Id.Should().MatchRegex("^kek-[a-z2-7]{16}$");
        key.Check.Should().MatchRegex("^[0-9a-f]{16}$");
        _ring.File.List().Should().Equal(key);
        File.GetUnixFileMode(_ring.Path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _ring.FileNames.Should().Equal("host.keyring", "host.keyring.lock");
    }

    [Fact]
    public void A_file_that_is_there_is_never_overwritten()
    {
        File.WriteAllText(_ring.Path, "precious");

        FluentActions.Invoking(() => _ring.File.Create()).Should().Throw<KeyRingException>().Which.Failure.Should().Be(KeyRingFailure.AlreadyExists);

        File.ReadAllText(_ring.Path).Should().Be("precious");
        _ring.FileNames.Should().Equal("host.keyring", "host.keyring.lock");
    }

    [Fact]
    public void A_dangling_link_is_not_followed_by_a_new_ring()
    {
        var target = _ring.Path + ".elsewhere";
        File.CreateSymbolicLink(_ring.Path, target);

        FluentActions.Invoking(() => _ring.File.Create()).Should().Throw<KeyRingException>().Which.Failure.Should().Be(KeyRingFailure.AlreadyExists);

        File.Exists(target).Should().BeFalse();
    }

    [Fact]
    public async Task Of_many_that_create_one_ring_at_once_one_does()
    {
        var created = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
        {
            try
            {
                return _ring.File.Create();
            }
            catch (KeyRingException e) when (e.Failure is KeyRingFailure.AlreadyExists or KeyRingFailure.NotWritable)
            {
                return null;
            }
        })));

        created.OfType<KeyRingKey>().Should().ContainSingle().Which.Should().Be(_ring.File.List().Single());
    }

    [Fact]
    public void Keys_are_added_promoted_and_retired()
    {
        var first = _ring.File.Create();
        var second = _ring.File.Add();
        second.State.Should().Be(KeyRingKeyState.UnwrapsOnly);

        _ring.File.Promote(second.Id).State.Should().Be(KeyRingKeyState.Current);
        _ring.File.List().Select(key => (key.Id, key.State)).Should().Equal((first.Id, KeyRingKeyState.UnwrapsOnly), (second.Id, KeyRingKeyState.Current));

        var retired = _ring.File.Retire(first.Id);
        retired.Should().BeEquivalentTo(new { first.Id, State = KeyRingKeyState.Retired, first.CreatedAt, Check = (string?)null });
        retired.RetiredAt.Should().BeOnOrAfter(first.CreatedAt);
        _ring.File.List().Should().Equal(retired, second with { State = KeyRingKeyState.Current });
        File.GetUnixFileMode(_ring.Path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _ring.FileNames.Should().Equal("host.keyring", "host.keyring.lock");
    }

    [Fact]
    public void The_bytes_of_a_retired_key_are_in_the_file_no_more()
    {
        var first = _ring.File.Create();
        var bytes = File.ReadLines(_ring.Path).Single(line => line.Contains("\"key\"", StringComparison.Ordinal)).Split('"')[3];
        _ring.File.Promote(_ring.File.Add().Id);
        File.ReadAllText(_ring.Path).Should().Contain(bytes);

        _ring.File.Retire(first.Id);

        File.ReadAllText(_ring.Path).Should().NotContain(bytes).And.Contain(first.Id);
    }

    [Fact]
    public void What_makes_no_sense_is_refused_and_leaves_the_file_as_it_was()
    {
        var first = _ring.File.Create();
        var second = _ring.File.Add();
        _ring.File.Promote(second.Id);
        _ring.File.Retire(first.Id);
        var before = File.ReadAllBytes(_ring.Path);

        Failure(() => _ring.File.Promote("kek-aaaaaaaaaaaaaaaa")).Should().Be(KeyRingFailure.UnknownKey);
        Failure(() => _ring.File.Retire("nonsense")).Should().Be(KeyRingFailure.UnknownKey);
        Failure(() => _ring.File.Promote(first.Id)).Should().Be(KeyRingFailure.RetiredKey);
        Failure(() => _ring.File.Retire(first.Id)).Should().Be(KeyRingFailure.RetiredKey);
        Failure(() => _ring.File.Retire(second.Id)).Should().Be(KeyRingFailure.CurrentKey);

        File.ReadAllBytes(_ring.Path).Should().Equal(before);
    }

    [Fact]
    public void A_change_while_another_process_changes_the_ring_is_refused()
    {
        _ring.File.Create();
        using (new FileStream(_ring.Path + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None)) Failure(() => _ring.File.Add()).Should().Be(KeyRingFailure.NotWritable);

        _ring.File.Add();
        _ring.File.List().Should().HaveCount(2);
    }

    [Fact]
    public void A_key_retired_through_a_symbolic_link_is_gone_from_the_file_that_the_link_names()
    {
        _ring.File.Create();
        _ring.File.Promote(_ring.File.Add().Id);
        var link = new KeyRingFile(_ring.Path + ".link");
        File.CreateSymbolicLink(_ring.Path + ".link", _ring.Path);

        link.Retire(_ring.File.List()[0].Id);

        _ring.File.List().Select(key => key.State).Should().Equal(KeyRingKeyState.Retired, KeyRingKeyState.Current);
        new FileInfo(_ring.Path + ".link").LinkTarget.Should().Be(_ring.Path, "the link is a link still");
        using (PrivateFile.Lock(_ring.Path)) Failure(() => link.Add()).Should().Be(KeyRingFailure.NotWritable, "both names are of one file");
        _ring.FileNames.Should().Equal("host.keyring", "host.keyring.link", "host.keyring.lock");
    }

    [Fact]
    public void What_could_not_be_put_in_place_leaves_no_secret_behind()
    {
        Directory.CreateDirectory(Path.Combine(_ring.Path, "in the way"));

        FluentActions.Invoking(() => PrivateFile.Replace(_ring.Path, "secret"u8)).Should().Throw<IOException>();

        _ring.FileNames.Should().BeEmpty();
    }

    [Fact]
    public void A_folder_is_told_from_a_file_of_somebody_else() =>
        FluentActions.Invoking(() => new KeyRingFile(Path.GetDirectoryName(_ring.Path)!).List()).Should().Throw<KeyProviderException>().Which.Message.Should().Contain("is a folder").And.NotContain("chown");

    [Fact]
    public void What_a_killed_writer_left_is_cleared_away()
    {
        _ring.File.Create();
        File.WriteAllText(_ring.Path + ".unfinished", "half a r");

        _ring.File.Add();

        _ring.FileNames.Should().Equal("host.keyring", "host.keyring.lock");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told()
    {
        var file = new KeyRingFile(Path.Combine(Path.GetDirectoryName(_ring.Path)!, "missing", "a.keyring"));

        Failure(() => file.Create()).Should().Be(KeyRingFailure.NotWritable);
    }

    [Fact]
    public void A_description_does_not_hold_the_key()
    {
        var key = _ring.File.Create();
        var bytes = Convert.FromBase64String(File.ReadLines(_ring.Path).Single(line => line.Contains("\"key\"", StringComparison.Ordinal)).Split('"')[3]);

        key.ToString().Should().NotContain(Convert.ToBase64String(bytes)).And.NotContain(Convert.ToHexStringLower(bytes)[..16]);
    }

    private static KeyRingFailure Failure(Func<KeyRingKey> change) => change.Should().Throw<KeyRingException>().Which.Failure;
}
