using Raindrop.Packaging.Tests;

[assembly: AssemblyFixture(typeof(PackedLibraries))]
