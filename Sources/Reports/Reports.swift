import Judgement
