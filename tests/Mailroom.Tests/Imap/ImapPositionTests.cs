using CsCheck;
using Mailroom.Imap;
using Raindrop.Documents;

namespace Mailroom.Tests.Imap;

public sealed class ImapPositionTests
{
    [Fact]
    public void Only_what_is_left_out_or_refused_before_it_stays_open()
    {
        var position = ImapPosition.Start(7).After(read: [1, 2, 4], refused: [2], leftOut: [3, 9]);
        position.Should().Be(new ImapPosition(7, 5, "2:3"));
        position.After(read: [2, 6], refused: [], leftOut: [3, 9]).Should().Be(new ImapPosition(7, 7, "3"));
        position.After(read: [2, 3, 10], refused: [], leftOut: []).Should().Be(new ImapPosition(7, 11, ""));
    }

    [Fact]
    public void However_a_folder_is_read_every_message_is_settled_or_looked_at_again() => Gen.Select(
        Gen.Int[0, 3].List[1, 60],
        Gen.Int[1, 10],
        (fates, batch) => (fates, batch)).Sample(drawn =>
    {
        // 0: read; 1: read, and the store refuses it; 2: left out; 3: there is no such message.
        var uids = drawn.fates.Select((fate, i) => (Fate: fate, Uid: (uint)(i + 1))).Where(one => one.Fate != 3).ToList();
        var leftOut = uids.Where(one => one.Fate == 2).Select(one => one.Uid).ToList();
        var position = ImapPosition.Start(1);
        foreach (var some in uids.Where(one => one.Fate < 2).Chunk(drawn.batch))
            position = position.After(some.Select(one => one.Uid), some.Where(one => one.Fate == 1).Select(one => one.Uid), leftOut);

        var again = uids.Where(one => one.Uid >= position.NextUid || position.OpenUids().Any(open => open.Id == one.Uid)).Select(one => one.Uid);
        again.Should().Equal(uids.Where(one => one.Fate != 0).Select(one => one.Uid));
    });

    [Fact]
    public async Task The_stored_shape_stays_as_it_is()
    {
        var documents = new OneLocalDocument();
        var positions = new ImapPositions(documents, "mailroom.imap.x");
        await positions.WriteAsync(new ImapPosition(7, 5, "2:3"), TestContext.Current.CancellationToken);
        documents.Text.Should().Be("""{"uidValidity":7,"nextUid":5,"open":"2:3"}""");
        (await positions.ReadAsync(7, TestContext.Current.CancellationToken)).Should().Be(new ImapPosition(7, 5, "2:3"));
        (await positions.ReadAsync(8, TestContext.Current.CancellationToken)).Should().Be(ImapPosition.Start(8), "the numbers mean nothing any more");
    }

    private sealed class OneLocalDocument : ILocalDocuments
    {
        private LocalDocument? _stored;

        public string Text => System.Text.Encoding.UTF8.GetString(_stored!.Content.Span);

        public ValueTask<LocalDocument?> GetLocalAsync(string id, CancellationToken cancellationToken = default) => ValueTask.FromResult(_stored);

        public ValueTask PutLocalAsync(LocalDocument document, CancellationToken cancellationToken = default)
        {
            _stored = document;
            return ValueTask.CompletedTask;
        }

        public ValueTask DeleteLocalAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
