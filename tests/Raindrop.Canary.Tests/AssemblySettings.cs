// Exceptions, activities and measurements are the whole process's: what another test does at the same time would be noted too. So the tests run one after the other,
// but for those of another program, of which nothing here notes anything.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
