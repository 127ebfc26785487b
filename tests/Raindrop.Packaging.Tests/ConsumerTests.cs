namespace Raindrop.Packaging.Tests;

public sealed class ConsumerTests(PackedLibraries libraries)
{
    [Fact]
    public async Task The_readmes_examples_restore_build_without_warnings_and_print_what_the_readmes_say()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var consumer = new ConsumerFolder(libraries.CreateFolder("consumer"), libraries);
        List<ReadmeExample> examples = [.. PackedLibraries.Names.Select(libraries.Open).Select(ReadmeExample.Of)];

        await consumer.ConfigureAsync(cancellationToken);
        foreach (var example in examples) await consumer.AddAsync(example, examples[0], cancellationToken);
        await consumer.BuildAsync(examples, cancellationToken);

        var programs = examples.Where(example => example.Output is not null).ToList();
        programs.Select(example => example.Package).Should().Contain("Raindrop.Embedded", "its example is a newcomer's first run");
        foreach (var example in programs)
        {
            (await consumer.RunAsync(example, cancellationToken)).Should().Be(example.Output, "that is what the readme of {0} says", example.Package);
        }
    }
}
