### What is said of a command that cannot be meant.

error-line = error: { $what }
hint-line = hint: { $what }
usage-more = For more information, try '--help'.
usage-tip = tip: { $what }
usage-similar-argument = a similar argument exists: '{ $found }'
usage-similar-value = a similar value exists: '{ $found }'
usage-similar-command = a similar command exists: '{ $found }'
usage-invalid-value = invalid value '{ $value }' for '{ $option }'
usage-invalid-value-because = invalid value '{ $value }' for '{ $option }': { $why }
usage-possible-values = possible values: { $values }
usage-value-missing = a value is required for '{ $option }' but none was given
usage-unknown-argument = unexpected argument '{ $given }'
usage-unknown-command = unrecognized command '{ $given }'
usage-conflict = '{ $option }' cannot be used with '{ $other }'
usage-twice = '{ $option }' cannot be given more than once
usage-missing = these are required, and were not given: { $what }
usage-command-missing = '{ $command }' needs one of these commands: { $known }
usage-value-count = wrong number of values for '{ $option }'
usage-not-utf8 = the command line holds text that is not UTF-8
usage-other = the command line cannot be understood

## Values of options

value-threads = give a number from 1 to { $most }
value-not-seconds = not a number of seconds
value-seconds-range = give seconds between 0 and 600
value-not-minutes = not a number of minutes
value-minutes-range = give minutes above 0, up to 240
value-not-metres = not a number of metres
value-metres-range = give metres between 1 and 2000
value-not-square-metres = give square metres, 0 or more
value-not-cost = give an amount of 0 or more
value-not-weight = give a part and a factor from 0 to 1000, as PART=2
value-not-spacing = give metres from 0 to 100000
value-not-duration = give a time as 5s or 2min, up to a day
value-share-sign = write a share with its sign, as 90%
value-share-range = a share lies between 0% and 100%
value-regression = write a share with its sign, as 10%
value-rounds = give a number from 1 to 1000
value-not-number = not a number
value-not-count = not a whole number, 0 or more
