using Raindrop.Browser.Tests.Running;

[assembly: AssemblyFixture(typeof(BrowserFixture))]
