# SPDX-License-Identifier: Apache-2.0
# sed: -i takes an attached suffix or nothing. \+ \? \| \s \w \b in a script are GNU's, and so are the commands e F z W.
set -A out --
script= given=0 extended=0
while (($# > 0)); do
	case $1 in
	--) set -A out -- "${out[@]}" --; shift; break ;;
	--*) bad "unknown option -- -" ;;
	-i*) set -A out -- "${out[@]}" "$1" ;;
	-e | -f)
		(($# > 1)) || bad "option requires an argument -- ${1#-}"
		[[ $1 == -e ]] && script="$script $2"
		given=1
		set -A out -- "${out[@]}" "$1" "$2"
		shift
		;;
	-+([aEnru]))
		[[ $1 == *[Er]* ]] && extended=1
		[[ $1 == *a* ]] && unmodelled "-a"
		set -A out -- "${out[@]}" "$1"
		;;
	-+([aEnru])e) unmodelled "$1" ;;
	-*) bad "unknown option -- ${1#-}" ;;
	*) break ;;
	esac
	shift
done
((given)) || script=${1:-}
case $script in
*\\[sSwWbB]*) unmodelled "script $script" ;;
esac
if ((!extended)); then
	case $script in
	*\\\|* | *\\+* | *\\\?*) unmodelled "script $script" ;;
	esac
fi
plain sed "${out[@]}" "$@"
